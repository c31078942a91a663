import { bundleClient, gzipBytes } from '../../scripts/client-script.ts'
import type { Results } from '../results.ts'

/** What a page loads at start, and what it loads when it is first needed; compressed as well as gzip can. */
export async function measureClientSize(): Promise<Results> {
  const { client, modules } = await bundleClient()
  return {
    'client.gzip': gzipBytes(client),
    'actions.gzip': gzipBytes(modules.actions),
    'rows.gzip': gzipBytes(modules.rows),
    'morph.gzip': gzipBytes(modules.morph),
  }
}
