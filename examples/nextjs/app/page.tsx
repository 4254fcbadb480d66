import { Kitchen } from './kitchen';

export default function Page() {
  return (
    <main>
      <h1>What shall we cook?</h1>
      <Kitchen />
    </main>
  );
}
