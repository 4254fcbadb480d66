// In: an answer that a server component's `createServerAnswer` has begun. Out: the page that goes on with it.
// The server is a function in the page, and the prop a state; what crosses between them is what React would carry.
// Knows nothing of frames.

import type { Meta, StoryObj } from '@storybook/react-vite';
import { useContinuedStream } from 'fieldwise/react';
import type { HandOver } from 'fieldwise/react';
import { createServerAnswer } from 'fieldwise/server';
import { useContext, useEffect, useState } from 'react';
import { expect, fireEvent, userEvent } from 'storybook/test';
import { z } from 'zod';
import { deliverText } from './support/deliver-text.js';
import type { Delivery } from './support/delivery.js';
import { fieldWith, runIs, textIs } from './support/play.js';
import { calmly, paceControls } from './support/script.js';
import type { Pace, Script } from './support/script.js';
import { Bone } from './support/skeleton.js';
import { DeliveryContext, useScriptedFetch } from './support/use-scripted-fetch.js';

const Report = z.object({ title: z.string(), body: z.string() });
type Report = z.infer<typeof Report>;

const BEGUN = JSON.stringify({ title: 'Slack water', body: 'The hour in which the tide turns.' });
const AGAIN = JSON.stringify({ title: 'Spring tide', body: 'The highest, after a new moon.' });

/** The model, as the server hears it. */
async function* speak(
  { chunkSize, delayMs, pauseAfter = Infinity }: Pace,
  delivery: Delivery | undefined,
) {
  if (delivery) {
    for (const [index, piece] of deliverText(BEGUN, delivery, pauseAfter).entries()) {
      await delivery.until(index, undefined);
      yield piece;
    }
    return;
  }
  for (let at = 0; at < BEGUN.length; at += chunkSize) {
    if (at >= pauseAfter) await new Promise(() => {});
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    yield BEGUN.slice(at, at + chunkSize);
  }
}

/** What a server component does: it awaits a field, for the HTML, and hands the rest over. */
function useServer(
  pace: Pace,
  delivery: Delivery | undefined,
): HandOver<Report, Script> | undefined {
  const [handOver, setHandOver] = useState<HandOver<Report, Script>>();
  const script = JSON.stringify(pace);
  useEffect(() => {
    const begun = JSON.parse(script) as Pace;
    const answer = createServerAnswer<Report>(speak(begun, delivery), { onError: () => {} });
    let isLeft = false;
    const render = async () => {
      // Without a title, the page is handed what there is.
      await answer.field('title').catch(() => undefined);
      if (isLeft) return;
      const { rest, ...handed } = answer.handOver({ ...begun, text: AGAIN });
      setHandOver({ ...handed, rest: delivery ? delivery.carry(rest) : rest });
    };
    void render();
    return () => {
      isLeft = true;
      answer.cancel();
    };
  }, [script, delivery]);
  return handOver;
}

function LiveReport({ handOver }: { readonly handOver: HandOver<Report, Script> }) {
  const fetch = useScriptedFetch(Report);
  const report = useContinuedStream(handOver, { api: '/api/report', fetch, schema: Report });
  return (
    <section className="stage" aria-label="Answer">
      <div className="stage-answer">
        <report.Text path="title" as="h2" className="title" pending={<Bone width="8ch" />} />
        <report.Text path="body" as="p" className="prose" pending={<Bone />} />
      </div>
      <footer className="stage-controls">
        <p role="status" className="status" data-run={report.status}>
          {report.status}
        </p>
        <button type="button" disabled={!report.isRunning} onClick={report.stop}>
          Stop
        </button>
        <button type="button" onClick={() => void report.retry()}>
          Ask again
        </button>
      </footer>
    </section>
  );
}

function Page(pace: Pace) {
  const delivery = useContext(DeliveryContext);
  const [round, setRound] = useState(0);
  // To go back in it, the server has to begin anew: a run of the page would ask the route.
  useEffect(() => delivery?.askBy(() => setRound((before) => before + 1)), [delivery]);
  return <Handed key={round} pace={pace} delivery={delivery} />;
}

interface HandedProps {
  readonly pace: Pace;
  readonly delivery: Delivery | undefined;
}

function Handed({ pace, delivery }: HandedProps) {
  const handOver = useServer(pace, delivery);
  return handOver ? <LiveReport handOver={handOver} /> : <Bone label="The server is at work" />;
}

const meta = {
  title: 'useContinuedStream',
  args: calmly,
  argTypes: paceControls,
  parameters: {
    docs: {
      description: {
        component:
          'Goes on with an answer that a server began: what had arrived there is in the first render, the rest comes as it is written, in the same run of the model.',
      },
    },
  },
  render: (pace) => <Page key={JSON.stringify(pace)} {...pace} />,
} satisfies Meta<Pace>;

export default meta;
type Story = StoryObj<Pace>;

/** The title was there before the page was; the body arrives in it. */
export const HandedOver: Story = {
  args: { pauseAfter: BEGUN.indexOf('the tide') },
  async play({ canvasElement }) {
    const title = await fieldWith(canvasElement, 'title', 'complete');
    await expect(title).toHaveTextContent('Slack water');
    await textIs(await fieldWith(canvasElement, 'body', 'streaming'), 'The hour in');
    await runIs(canvasElement, 'streaming');
  },
};

/** Once it is whole, asking again asks the route. */
export const AskedAgain: Story = {
  async play({ canvas, canvasElement }) {
    await fieldWith(canvasElement, 'title', 'complete');
    await runIs(canvasElement, 'complete');
    await expect(canvas.getByText('The hour in which the tide turns.')).toBeVisible();
    await userEvent.click(canvas.getByRole('button', { name: 'Ask again' }));
    await textIs(await fieldWith(canvasElement, 'title', 'complete'), 'Spring tide');
    await runIs(canvasElement, 'complete');
  },
};

/** Stopped: what arrived stays, whoever began it. */
export const Stopped: Story = {
  args: { pauseAfter: BEGUN.indexOf('the tide') },
  async play({ canvas, canvasElement }) {
    await textIs(await fieldWith(canvasElement, 'body', 'streaming'), 'The hour in');
    await userEvent.click(canvas.getByRole('button', { name: 'Stop' }));
    await runIs(canvasElement, 'stopped');
    const body = await fieldWith(canvasElement, 'body', 'incomplete');
    await expect(body).toHaveTextContent('The hour in');
  },
};

/** Travelled in by hand: at any place the server has said so much, and the network between it and the page can be cut. */
export const Travelled: Story = {
  globals: { answer: 'travel' },
  args: { pauseAfter: BEGUN.indexOf('the tide') },
  async play({ canvas, canvasElement }) {
    const goTo = (value: number) =>
      fireEvent.change(canvas.getByRole('slider', { name: 'Pieces' }), { target: { value } });
    await textIs(await fieldWith(canvasElement, 'body', 'streaming'), 'The hour in');
    await goTo(100);
    await fieldWith(canvasElement, 'body', 'complete');
    await runIs(canvasElement, 'complete');
    await goTo(1);
    await expect(await canvas.findByText('The server is at work')).toBeInTheDocument();
    await goTo(12);
    await fieldWith(canvasElement, 'body', 'streaming');
    await userEvent.click(canvas.getByRole('button', { name: 'Cut the network here' }));
    await runIs(canvasElement, 'error');
    await fieldWith(canvasElement, 'body', 'incomplete');
    await userEvent.click(canvas.getByRole('checkbox', { name: 'Fenced' }));
    await goTo(14);
    await fieldWith(canvasElement, 'body', 'streaming');
    await runIs(canvasElement, 'streaming');
  },
};

/** Where the network was cut, to go on is to have the server begin anew: by the slider, and by playing. */
export const TravelledOn: Story = {
  ...Travelled,
  async play({ canvas, canvasElement }) {
    const goTo = (value: number) =>
      fireEvent.change(canvas.getByRole('slider', { name: 'Pieces' }), { target: { value } });
    await fieldWith(canvasElement, 'body', 'streaming');
    await userEvent.click(canvas.getByRole('button', { name: 'Cut the network here' }));
    await runIs(canvasElement, 'error');
    await goTo(14);
    await runIs(canvasElement, 'streaming');
    await userEvent.click(canvas.getByRole('button', { name: 'Cut the network here' }));
    await runIs(canvasElement, 'error');
    await userEvent.click(canvas.getByRole('button', { name: 'Play' }));
    await runIs(canvasElement, 'complete');
  },
};
