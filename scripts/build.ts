/** Builds what is published: the client script, then every layer to `dist/`. */
import { writeClientScript } from './client-script.ts'
import { describeSizes } from './client-size.ts'
import { run } from './run.ts'

console.log(describeSizes(await writeClientScript()))
process.exitCode = await run('typescript/bin/tsc', ['-b', 'src'])
