import Link from 'next/link';
import { Kitchen } from './kitchen';

export default function Page() {
  return (
    <main>
      <nav>
        {/* Not ahead of the click: rendering that page asks a model. */}
        <Link href="/server" prefetch={false}>
          See one cooked on the server
        </Link>
      </nav>
      <h1>What shall we cook?</h1>
      <Kitchen />
    </main>
  );
}
