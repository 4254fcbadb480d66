// In: what a model's provider calls itself, or the host of an endpoint. Out: its name by OpenTelemetry's conventions.
// One that they do not list keeps its own.
// Knows nothing of spans.

/** The AI SDK's names end in the kind of interface (`openai.chat`), hosts are those of the providers' own endpoints. */
const NAMES: readonly (readonly [own: RegExp, name: string])[] = [
  [/^azure(?:-openai)?(?:\.|$)|\.openai\.azure\.com$/, 'azure.ai.openai'],
  [/^openai(?:\.|$)|^api\.openai\.com$/, 'openai'],
  [/^google\.vertex(?:\.|$)|^vertex(?:\.|$)|-aiplatform\.googleapis\.com$/, 'gcp.vertex_ai'],
  [/^google(?:\.|$)|^generativelanguage\.googleapis\.com$/, 'gcp.gemini'],
  [/^amazon-bedrock(?:\.|$)|^bedrock(?:\.|$)|^bedrock-runtime\..*\.amazonaws\.com$/, 'aws.bedrock'],
  [/^anthropic(?:\.|$)|^api\.anthropic\.com$/, 'anthropic'],
  [/^mistral(?:\.|$)|^api\.mistral\.ai$/, 'mistral_ai'],
  [/^cohere(?:\.|$)|^api\.cohere\.(?:ai|com)$/, 'cohere'],
  [/^deepseek(?:\.|$)|^api\.deepseek\.com$/, 'deepseek'],
  [/^groq(?:\.|$)|^api\.groq\.com$/, 'groq'],
  [/^perplexity(?:\.|$)|^api\.perplexity\.ai$/, 'perplexity'],
  [/^xai(?:\.|$)|^api\.x\.ai$/, 'x_ai'],
];

/** `openai`, `anthropic`, `gcp.gemini`, … */
export function toProviderName(own: string | undefined): string | undefined {
  if (own === undefined) return undefined;
  return NAMES.find(([known]) => known.test(own))?.[1] ?? own;
}
