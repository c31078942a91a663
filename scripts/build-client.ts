/** Writes the client script for the server and says what it weighs. */
import { writeClientScript } from './client-script.ts'
import { describeSizes } from './client-size.ts'

console.log(describeSizes(await writeClientScript()))
