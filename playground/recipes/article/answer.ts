// In: nothing. Out: the recorded answer to the article recipe.

import type { z } from 'zod';
import type { articleSchema } from './recipe.js';

const answer: z.infer<typeof articleSchema> = {
  kicker: 'Signals at sea',
  title: 'The grammar of a light',
  standfirst:
    'A lighthouse that only shines says almost nothing. What made the coast readable was rhythm, and the decision that no two neighbours may keep the same one.',
  minutes: 5,
  sections: [
    {
      heading: 'A fire is not a word',
      paragraphs: [
        'For most of history a light on a headland meant one thing: here is land. That was useful and dangerous in equal measure. A captain who saw a fire through rain knew that there was a shore, and nothing about which shore it was. Two fires twenty miles apart looked the same, and ships were lost between them by people who were quite sure where they were.',
        'Builders answered with more light. Coal gave way to oil, a single wick to a ring of them, and polished bowls of metal gathered what would have been wasted on the sky. The lights could be seen further away. They could still not be told apart.',
      ],
    },
    {
      heading: 'Glass that bends the night',
      paragraphs: [
        'In the 1820s Augustin Fresnel, a French engineer with failing lungs and a gift for waves, cut a lens into rings. A solid lens large enough for a lighthouse would have been too heavy to carry and too thick to be clear. His was a stack of prisms in a brass frame, each ring bending the light a little more than the one inside it, until nearly everything the flame gave off left the tower in one flat sheet.',
        'The first of them was lit at Cordouan, at the mouth of the Gironde, in July 1823. Sailors reported it from beyond the horizon, where the lamp itself was hidden by the curve of the earth and only its glow stood in the air. Yet the real change was quieter. A lens with several faces, set turning by a falling weight, did not shine. It passed. A ship saw a flash, then darkness, then another flash, and the interval was decided by gears.',
      ],
    },
    {
      heading: 'Neighbours must differ',
      paragraphs: [
        'Once a light could keep time, it could have a name. One flash every five seconds is not the same light as two flashes every ten. Add colour, and add the length of the dark, and a whole coast can be spelled out without repeating a word within sight of itself.',
        'This needed something rarer than glass: agreement. Each service had to give up the freedom to build as it pleased and choose a rhythm by looking at everybody else’s. Lists of lights were printed, corrected and printed again. On a chart the abbreviations are still there beside every tower, as short as a password: Fl(3) W 15s, three white flashes every fifteen seconds. A navigator with a stopwatch and a page can know, in the dark and in a stranger’s waters, exactly which stone is speaking.',
        'It is an unusually modest kind of network. No tower hears another. None of them knows that it is part of a language. The sentence exists only on the bridge of a passing ship, where someone counts under their breath.',
      ],
    },
    {
      heading: 'What is left to say',
      paragraphs: [
        'Satellites now tell a ship its place to within a few metres, and the keepers have gone home. Most of the lamps are small and electric, and many of the great lenses turn in museums. The rhythms, however, have been kept. When a screen goes blank or a receiver is fooled, a light is still the one instrument that needs no account, no update and no battery on board.',
        'There is a lesson in it that reaches beyond the sea. To be understood it was never enough to be brighter. It was enough to be regular, to be different from your neighbour, and to stop between the words.',
      ],
    },
  ],
  quote: 'To be understood it was never enough to be brighter.',
  tags: ['Optics', 'Navigation', 'Standards', 'Design'],
};

export const articleAnswer = JSON.stringify(answer, null, 2);
