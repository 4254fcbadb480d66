// In: what is known of the chosen row. Out: it, in words, beside the table.
// Knows nothing of fields or events.

interface DetailProps {
  readonly title: string;
  /** Those without a value are left out. */
  readonly facts: readonly (readonly [name: string, value: string | undefined])[];
  /** A value in full. */
  readonly value?: string | undefined;
}

export function Detail({ title, facts, value }: DetailProps) {
  return (
    <section className="detail" aria-label="Chosen row">
      <h3>
        <bdi>{title}</bdi>
      </h3>
      <dl>
        {facts.map(([name, text]) =>
          text === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ),
        )}
      </dl>
      {value !== undefined && value !== '' && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it
        <pre tabIndex={0} aria-label="Value">
          {value}
        </pre>
      )}
    </section>
  );
}
