/**
 * `npm start` serves `examples/articles`, `npm start -- NAME` another example. The example runs in this very
 * process, so a signal reaches it without anybody passing it on.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { writeClientScript } from './client-script.ts'
import { root } from './root.ts'

const name = process.argv[2] ?? 'articles'
const main = mainOf(name)

if (examples().includes(name)) {
  await writeClientScript()
  // As if the example had been started by its own path.
  process.argv.splice(1, 2, main)
  await import(pathToFileURL(main).href)
} else {
  console.error(`There is no example called "${name}". These exist:\n`)
  for (const each of examples()) console.error(`  npm start -- ${each}`)
  process.exitCode = 1
}

function examples(): string[] {
  return readdirSync(join(root, 'examples')).filter((each) => existsSync(mainOf(each)))
}

function mainOf(example: string): string {
  return join(root, 'examples', example, 'main.ts')
}
