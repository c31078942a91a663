/** `npm run errors`: writes the reference of errors anew from their catalogue. */
import { writeFileSync } from 'node:fs'
import { ERRORS_REFERENCE, errorsReference } from './errors-reference.ts'

writeFileSync(ERRORS_REFERENCE, await errorsReference())
