// In: nothing. Out: the code of the workflow, as it is in the project and runs here.

import { useQuery } from '@tanstack/react-query';
import { CodeFiles, type CodeFile } from '../app/code-files.js';

const sources = import.meta.glob<string>(
  ['./flow.ts', './schemas.ts', './plan-view.tsx', './approval.tsx', '../server/workflow-route.ts'],
  { query: '?raw', import: 'default' },
);

const titles: Readonly<Record<string, string>> = {
  './flow.ts': 'The flow says what leads to what',
  './schemas.ts': 'The schemas type every answer',
  '../server/workflow-route.ts': 'The route streams it, and takes what you say',
  './plan-view.tsx': 'The plan and its tasks, each in its own lane',
  './approval.tsx': 'The question, and how it is answered',
};

export function WorkflowCode() {
  const { data: files = [] } = useQuery({
    queryKey: ['code', 'workflow'],
    queryFn: () => Promise.all(Object.entries(titles).map(readFile)),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <CodeFiles files={files} />;
}

async function readFile([path, title]: readonly [string, string]): Promise<CodeFile> {
  const text = (await sources[path]?.()) ?? '';
  const inProject = path.startsWith('../') ? path.slice(3) : `workflow/${path.slice(2)}`;
  return { title, path: `playground/${inProject}`, text };
}
