/** Fails when the client script is above its budget. */
import { bundleClient } from './client-script.ts'
import { clientTooLarge, describeSizes } from './client-size.ts'

const scripts = await bundleClient()
console.log(describeSizes(scripts))
const problem = clientTooLarge(scripts.client)
if (problem !== null) {
  console.error(`\n${problem}`)
  process.exitCode = 1
}
