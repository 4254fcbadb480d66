// In: nothing. Out: the recorded answer to the travel recipe.

import type { z } from 'zod';
import type { travelSchema } from './recipe.js';

const answer: z.infer<typeof travelSchema> = {
  destination: 'Lisbon',
  season: 'Late September',
  summary:
    'Three unhurried days between the old hills and the river, with the heat already gone from the pavements. Every day starts high and ends by the water.',
  budgetPerDay: 85,
  days: [
    {
      title: 'Alfama, before it wakes',
      stops: [
        {
          time: '08:30',
          place: 'Miradouro da Graça',
          how: 'tram',
          note: 'The whole city lies below in morning light, and the kiosk under the pines makes good coffee.',
        },
        {
          time: '10:30',
          place: 'São Vicente de Fora',
          how: 'walk',
          note: 'Blue tiles tell La Fontaine’s fables along the cloister, and the roof is nearly always empty.',
        },
        {
          time: '14:00',
          place: 'National Tile Museum',
          how: 'walk',
          note: 'A former convent holds a 23-metre panorama of the city as it stood before 1755.',
        },
      ],
      dinner: { dish: 'Grilled sardines on bread', place: 'A small tasca near Largo do Chafariz' },
    },
    {
      title: 'Down the line to Belém',
      stops: [
        {
          time: '09:00',
          place: 'Jerónimos Monastery',
          how: 'train',
          note: 'Arrive at opening; by eleven the cloister belongs to tour groups.',
        },
        {
          time: '11:30',
          place: 'The riverside to MAAT',
          how: 'walk',
          note: 'Walk over the museum’s curved roof and watch the ferries cross under the bridge.',
        },
        {
          time: '16:00',
          place: 'Cacilhas',
          how: 'ferry',
          note: 'Ten minutes on the water, then a path along old warehouses with the city across the river.',
        },
      ],
      dinner: {
        dish: 'Clams with garlic and coriander',
        place: 'On the quay at Cacilhas, facing the sunset',
      },
    },
    {
      title: 'Gardens and a last view',
      stops: [
        {
          time: '10:00',
          place: 'Gulbenkian garden',
          how: 'metro',
          note: 'Concrete, ponds and bamboo, designed as one room; the collection inside is small and superb.',
        },
        {
          time: '14:30',
          place: 'Príncipe Real',
          how: 'walk',
          note: 'A cedar wide enough to shade a whole square, and the cistern beneath it.',
        },
        {
          time: '18:00',
          place: 'Miradouro de Santa Catarina',
          how: 'tram',
          note: 'Bring something cold; half the city comes to see the sun go down behind the bridge.',
        },
      ],
      dinner: { dish: 'Duck rice with orange', place: 'Bairro Alto, a table by the window' },
    },
  ],
  pack: [
    'Shoes that grip on polished stone',
    'A light jacket for the ferry',
    'Coins for kiosks',
    'A tote for the market',
  ],
};

export const travelAnswer = JSON.stringify(answer, null, 2);
