// In: Vite's types. Out: `import.meta.glob`, `?raw` and style imports known to the compiler.

/// <reference types="vite/client" />
