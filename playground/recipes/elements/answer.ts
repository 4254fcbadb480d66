// In: nothing. Out: the recorded answer to the list of fifty, one item a line as models write long lists.

import type { z } from 'zod';
import type { elementSchema } from './recipe.js';

type Element = z.infer<typeof elementSchema>;
type Row = readonly [Element['symbol'], Element['name'], Element['mass'], Element['family']];

const rows: readonly Row[] = [
  ['H', 'Hydrogen', 1.01, 'nonmetal'],
  ['He', 'Helium', 4, 'noble-gas'],
  ['Li', 'Lithium', 6.94, 'alkali'],
  ['Be', 'Beryllium', 9.01, 'alkaline-earth'],
  ['B', 'Boron', 10.81, 'metalloid'],
  ['C', 'Carbon', 12.01, 'nonmetal'],
  ['N', 'Nitrogen', 14.01, 'nonmetal'],
  ['O', 'Oxygen', 16, 'nonmetal'],
  ['F', 'Fluorine', 19, 'halogen'],
  ['Ne', 'Neon', 20.18, 'noble-gas'],
  ['Na', 'Sodium', 22.99, 'alkali'],
  ['Mg', 'Magnesium', 24.31, 'alkaline-earth'],
  ['Al', 'Aluminium', 26.98, 'post-transition'],
  ['Si', 'Silicon', 28.09, 'metalloid'],
  ['P', 'Phosphorus', 30.97, 'nonmetal'],
  ['S', 'Sulfur', 32.06, 'nonmetal'],
  ['Cl', 'Chlorine', 35.45, 'halogen'],
  ['Ar', 'Argon', 39.95, 'noble-gas'],
  ['K', 'Potassium', 39.1, 'alkali'],
  ['Ca', 'Calcium', 40.08, 'alkaline-earth'],
  ['Sc', 'Scandium', 44.96, 'transition'],
  ['Ti', 'Titanium', 47.87, 'transition'],
  ['V', 'Vanadium', 50.94, 'transition'],
  ['Cr', 'Chromium', 52, 'transition'],
  ['Mn', 'Manganese', 54.94, 'transition'],
  ['Fe', 'Iron', 55.85, 'transition'],
  ['Co', 'Cobalt', 58.93, 'transition'],
  ['Ni', 'Nickel', 58.69, 'transition'],
  ['Cu', 'Copper', 63.55, 'transition'],
  ['Zn', 'Zinc', 65.38, 'transition'],
  ['Ga', 'Gallium', 69.72, 'post-transition'],
  ['Ge', 'Germanium', 72.63, 'metalloid'],
  ['As', 'Arsenic', 74.92, 'metalloid'],
  ['Se', 'Selenium', 78.97, 'nonmetal'],
  ['Br', 'Bromine', 79.9, 'halogen'],
  ['Kr', 'Krypton', 83.8, 'noble-gas'],
  ['Rb', 'Rubidium', 85.47, 'alkali'],
  ['Sr', 'Strontium', 87.62, 'alkaline-earth'],
  ['Y', 'Yttrium', 88.91, 'transition'],
  ['Zr', 'Zirconium', 91.22, 'transition'],
  ['Nb', 'Niobium', 92.91, 'transition'],
  ['Mo', 'Molybdenum', 95.95, 'transition'],
  ['Tc', 'Technetium', 97.91, 'transition'],
  ['Ru', 'Ruthenium', 101.07, 'transition'],
  ['Rh', 'Rhodium', 102.91, 'transition'],
  ['Pd', 'Palladium', 106.42, 'transition'],
  ['Ag', 'Silver', 107.87, 'transition'],
  ['Cd', 'Cadmium', 112.41, 'transition'],
  ['In', 'Indium', 114.82, 'post-transition'],
  ['Sn', 'Tin', 118.71, 'post-transition'],
];

const items = rows.map(([symbol, name, mass, family], index): Element => ({
  number: index + 1,
  symbol,
  name,
  mass,
  family,
}));

export const elementsAnswer = `{
  "title": "The first fifty elements",
  "elements": [
${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}
  ]
}`;
