/** Where something is still to come. */
export function Blank({ width }: { width: string }) {
  return <span className="blank" style={{ width }} aria-hidden="true" />;
}
