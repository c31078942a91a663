/** Fails when the client is above its budgets. */
import { bundleClient } from './client-script.ts'
import { clientTooLarge, describeSizes, pageTooLarge } from './client-size.ts'

const scripts = await bundleClient()
console.log(describeSizes(scripts))
const problem = clientTooLarge(scripts.client) ?? pageTooLarge(scripts)
if (problem !== null) {
  console.error(`\n${problem}`)
  process.exitCode = 1
}
