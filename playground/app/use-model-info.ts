// In: the API. Out: which model is behind it, undefined until it has answered, or that there is none.

import { useQuery } from '@tanstack/react-query';
import type { ModelInfo } from '../shared/model-info.js';

interface ModelAnswer {
  readonly model: ModelInfo | undefined;
  readonly isMissing: boolean;
}

export function useModelInfo(): ModelAnswer {
  const { data, isError } = useQuery({
    queryKey: ['model-info'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<ModelInfo> => {
      const response = await fetch('/api/model', { signal });
      if (!response.ok) throw new Error(`/api/model answered ${response.status}`);
      return (await response.json()) as ModelInfo; // our own server's literal
    },
  });
  return { model: data, isMissing: isError };
}
