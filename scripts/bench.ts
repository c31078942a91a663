/** `npm run bench`: makes what the benchmark needs, then measures. Nothing but the benchmark writes to standard output. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { browserProgram, provideBrowsers } from './browsers.ts'
import { writeClientScript } from './client-script.ts'
import { root } from './root.ts'

await writeClientScript()
provideBrowsers(['chromium'])
process.env['CHROMIUM_PATH'] = browserProgram('chromium')
const main = join(root, 'bench/main.ts')
// As if it had been started by its own path.
process.argv[1] = main
await import(pathToFileURL(main).href)
