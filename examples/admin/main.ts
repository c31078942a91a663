/** Serves the orders on `PORT`, or on 3000. */
import { fileURLToPath } from 'node:url'
import { serve } from 'overwire/node'
import type { Served } from 'overwire/node'
import { app } from './app.ts'

// No inline script, no inline style, no string that becomes script: nothing of these pages needs them.
const policy =
  "default-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'; trusted-types overwire"

export const served: Served = await serve(app, {
  static: fileURLToPath(new URL('./static', import.meta.url)),
  headers: { 'content-security-policy': policy },
})
