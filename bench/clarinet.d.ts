// Types of the part of clarinet the bench uses; the package brings none.
declare module 'clarinet' {
  interface SaxParser {
    onvalue(value: unknown): void;
    onkey(key: string): void;
    onopenobject(key: string): void;
    oncloseobject(): void;
    onopenarray(): void;
    onclosearray(): void;
    onerror(error: Error): void;
    write(chunk: string): SaxParser;
    close(): SaxParser;
  }
  const clarinet: { parser(): SaxParser };
  export default clarinet;
}
