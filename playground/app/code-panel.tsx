// In: what is asked, who answers, and how it is laid out. Out: the code that makes the view on screen, folded away, to be copied.

import { useQuery } from '@tanstack/react-query';
import type { Asked } from './asked.js';
import { CodeFiles } from './code-files.js';
import type { Layout } from './use-layout.js';
import type { SourceDraft } from './use-source.js';

interface CodePanelProps {
  asked: Asked;
  source: SourceDraft;
  layout: Layout;
}

export function CodePanel({ asked, source, layout }: CodePanelProps) {
  const { kind, baseURL, model } = source;
  const { data: files = [] } = useQuery({
    queryKey: ['code', asked.runId, asked.own, layout, kind, baseURL, model],
    queryFn: async () => {
      const { codeOf } = await import('./code-of.js');
      return codeOf({ asked, source, layout });
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <CodeFiles files={files} />;
}
