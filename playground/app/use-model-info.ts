// In: the API. Out: which model is behind it; undefined until it has answered.

import { useQuery } from '@tanstack/react-query';
import type { ModelInfo } from '../shared/model-info.js';

export function useModelInfo(): ModelInfo | undefined {
  const { data } = useQuery({
    queryKey: ['model-info'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<ModelInfo> => {
      const response = await fetch('/api/model', { signal });
      if (!response.ok) throw new Error(`/api/model answered ${response.status}`);
      return (await response.json()) as ModelInfo; // our own server's literal
    },
  });
  return data;
}
