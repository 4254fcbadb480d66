// In: the stream above. Out: an invoice on paper: who to whom, what for, and how much; each sum when it is known.

import { StructuredList, useField, type ListItem } from 'fieldwise/react';
import { GhostRow } from '../parts/ghost-row.js';
import { Ghosts } from '../parts/ghosts.js';
import { Text, Value } from '../parts/shown.js';

export function InvoiceView() {
  return (
    <article className="invoice">
      <header className="invoice-head">
        <h2 className="invoice-title">
          Invoice <Text path="number" className="invoice-number" ch={9} />
        </h2>
        <Value<boolean> path="isPaid" ch={7}>
          {(isPaid) => (
            <span className="badge" data-tone={isPaid ? 'good' : 'amber'}>
              {isPaid ? 'Paid' : 'Open'}
            </span>
          )}
        </Value>
      </header>
      <dl className="invoice-facts">
        <Party name="From" path="from" />
        <Party name="To" path="to" />
        <Fact name="Issued" path="issuedOn" />
        <Fact name="Due" path="dueOn" />
      </dl>
      <table className="invoice-lines">
        <caption className="sr-only">Lines</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Qty</th>
            <th scope="col">Each</th>
            <th scope="col">Sum</th>
          </tr>
        </thead>
        <tbody>
          <StructuredList path="lines" empty={none}>
            {line}
          </StructuredList>
          <Ghosts path="lines" expected={4}>
            {ghostLine}
          </Ghosts>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              Tax, <Value<number> path="taxPercent">{(percent) => `${percent} %`}</Value>
            </th>
            <td>
              <Money path="tax" />
            </td>
          </tr>
          <tr className="invoice-total">
            <th scope="row" colSpan={3}>
              Total
            </th>
            <td>
              <Money path="total" />
            </td>
          </tr>
        </tfoot>
      </table>
      <Text path="note" as="p" className="invoice-note" lines={1} />
    </article>
  );
}

function Party({ name, path }: { name: string; path: string }) {
  return (
    <div>
      <dt className="eyebrow">{name}</dt>
      <dd>
        <b>
          <Text path={`${path}.name`} ch={14} />
        </b>
      </dd>
      <dd>
        <Text path={`${path}.address`} ch={24} missing="" />
      </dd>
    </div>
  );
}

function Fact({ name, path }: { name: string; path: string }) {
  return (
    <div>
      <dt className="eyebrow">{name}</dt>
      <dd>
        <Text path={path} ch={10} />
      </dd>
    </div>
  );
}

function Money({ path }: { path: string }) {
  return (
    <Value<number> path={path} ch={7}>
      {(amount) => <Amount of={amount} />}
    </Value>
  );
}

/** The currency may come later than the sum, or be none that a browser knows. */
function Amount({ of }: { of: number }) {
  const { value: currency, status } = useField<string>('currency');
  const style =
    status === 'complete' && currency !== undefined
      ? ({ style: 'currency', currency } as const)
      : ({ minimumFractionDigits: 2, maximumFractionDigits: 2 } as const);
  return new Intl.NumberFormat('en', style).format(of);
}

const none = (
  <tr>
    <td colSpan={4} className="none">
      Nothing arrived
    </td>
  </tr>
);

const line = (item: ListItem) => (
  <tr>
    <th scope="row">
      <Text path={item.at('what')} ch={22} />
    </th>
    <td>
      <Value<number> path={item.at('quantity')} ch={3}>
        {String}
      </Value>
    </td>
    <td>
      <Money path={item.at('unitPrice')} />
    </td>
    <td>
      <Money path={item.at('total')} />
    </td>
  </tr>
);

const ghostLine = () => <GhostRow widths={[22, 3, 6, 7]} />;
