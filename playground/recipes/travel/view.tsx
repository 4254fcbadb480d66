// In: the stream above. Out: an itinerary: days with a line of stops, each stop with its time and its reason.

import { StructuredList, type ListItem } from 'fieldwise/react';
import { Bone, Bones } from '../parts/bone.js';
import { Ghosts } from '../parts/ghosts.js';
import { Text, Tick, Value } from '../parts/shown.js';

export function TravelView() {
  return (
    <article className="travel">
      <header className="travel-head">
        <h2 className="travel-title">
          <Text path="destination" ch={8} />
        </h2>
        <p className="travel-facts">
          <Text path="season" ch={12} />
          <Value<number> path="budgetPerDay" ch={13}>
            {(euros) => `€${euros} a day`}
          </Value>
        </p>
        <Text path="summary" as="p" className="travel-summary" lines={2} />
      </header>
      <div className="travel-days">
        <StructuredList path="days">{day}</StructuredList>
        <Ghosts path="days" expected={3}>
          {ghostDay}
        </Ghosts>
      </div>
      <footer className="travel-pack">
        <h3 className="eyebrow">Pack</h3>
        <ul className="travel-things">
          <StructuredList path="pack" empty={<li className="none">Nothing arrived</li>}>
            {thing}
          </StructuredList>
          <Ghosts path="pack" expected={4}>
            {ghostThing}
          </Ghosts>
        </ul>
      </footer>
    </article>
  );
}

const day = (item: ListItem) => (
  <section className="day arrive">
    <div className="day-head">
      <p className="day-number">
        Day {item.index + 1} <Tick path={item.path} />
      </p>
      <h3 className="day-title">
        <Text path={item.at('title')} ch={16} />
      </h3>
    </div>
    <div>
      <ol className="stops">
        <StructuredList path={item.at('stops')}>{stop}</StructuredList>
        <Ghosts path={item.at('stops')} expected={3}>
          {ghostStop}
        </Ghosts>
      </ol>
      <p className="dinner">
        <span className="eyebrow">Dinner</span>
        <Text path={item.at('dinner.dish')} className="dinner-dish" ch={22} />
        <Text path={item.at('dinner.place')} className="dinner-place" ch={28} missing="" />
      </p>
    </div>
  </section>
);

const stop = (item: ListItem) => (
  <li className="stop">
    <Tick path={item.path} />
    <Text path={item.at('time')} className="stop-time" ch={5} />
    <div>
      <h4 className="stop-place">
        <Text path={item.at('place')} ch={18} />{' '}
        <Value<string> path={item.at('how')} ch={4}>
          {(how) => <span className="stop-how">{how === 'walk' ? 'on foot' : `by ${how}`}</span>}
        </Value>
      </h4>
      <Text path={item.at('note')} as="p" className="stop-note" lines={2} />
    </div>
  </li>
);

const ghostStop = () => (
  <li className="stop" aria-hidden="true">
    <span className="tick" />
    <span className="stop-time">
      <Bone ch={5} />
    </span>
    <div>
      <p className="stop-place">
        <Bone ch={18} />
      </p>
      <p className="stop-note">
        <Bones lines={2} />
      </p>
    </div>
  </li>
);

const ghostDay = () => (
  <section className="day" aria-hidden="true">
    <div className="day-head">
      <p className="day-number">
        <Bone ch={5} />
      </p>
      <p className="day-title">
        <Bone ch={14} />
      </p>
    </div>
    <ol className="stops">
      {ghostStop()}
      {ghostStop()}
    </ol>
  </section>
);

const thing = (item: ListItem) => (
  <li className="travel-thing arrive">
    <Tick path={item.path} />
    <Text path={item.path} ch={18} />
  </li>
);

const ghostThing = () => (
  <li className="travel-thing" aria-hidden="true">
    <span className="tick" />
    <Bone ch={16} />
  </li>
);
