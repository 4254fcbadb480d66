// In: sources by their paths. Out: them, folded away, each to be copied.

import { CodeText } from './code-text.js';
import { CopyButton } from './copy-button.js';

export interface CodeFile {
  /** What it is there for. */
  readonly title: string;
  readonly path: string;
  readonly text: string;
}

export function CodeFiles({ files }: { files: readonly CodeFile[] }) {
  return (
    <details className="code">
      <summary className="code-summary">The code behind this answer</summary>
      {files.map((file) => (
        <File key={file.path} file={file} />
      ))}
    </details>
  );
}

function File({ file: { title, path, text } }: { file: CodeFile }) {
  return (
    <figure className="source">
      <figcaption className="source-title">
        <span>
          {title} <code>{path}</code>
        </span>
        <CopyButton key={text} text={text} of={path} />
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it */}
      <pre className="source-text" tabIndex={0} aria-label={`Source of ${path}`}>
        <CodeText text={text} />
      </pre>
    </figure>
  );
}
