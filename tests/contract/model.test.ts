import { testModel } from './model.js';
import { startEndpoint } from './model-endpoint.js';
import { startFunction, startLanguageModel } from './model-kinds.js';

testModel('an async function', startFunction);
testModel('an AI SDK model object, interface V4', (script) => startLanguageModel(script, 'heeds'));
testModel('an AI SDK model object that does not heed its signal', (script) =>
  startLanguageModel(script, 'ignores'),
);
testModel('an OpenAI-compatible endpoint over HTTP', startEndpoint);
