// In: what a model's provider calls itself, or the host of an endpoint. Out: its name by OpenTelemetry's conventions.
// One that they do not list keeps its own.
// Knows nothing of spans.

const SAME = ['openai', 'anthropic', 'cohere', 'deepseek', 'groq', 'perplexity'] as const;

/** By what own names begin with: the AI SDK's end in a kind of interface (`openai.chat`), hosts in a domain. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ...SAME.map((name) => [name, name] as const),
  ['azure', 'azure.ai.openai'],
  ['azure-openai', 'azure.ai.openai'],
  ['google', 'gcp.gemini'],
  ['generativelanguage', 'gcp.gemini'],
  ['google.vertex', 'gcp.vertex_ai'],
  ['vertex', 'gcp.vertex_ai'],
  ['amazon-bedrock', 'aws.bedrock'],
  ['mistral', 'mistral_ai'],
  ['xai', 'x_ai'],
  ['api.x', 'x_ai'],
]);

/** `openai`, `anthropic`, `gcp.gemini`, … */
export function toProviderName(own: string | undefined): string | undefined {
  const [one = '', two] = own?.replace(/^api\.(?!x\.)/, '').split('.') ?? [];
  return NAMES.get(`${one}.${two}`) ?? NAMES.get(one) ?? own;
}
