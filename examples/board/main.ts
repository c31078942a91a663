/** Serves the board on `PORT`, or on 3000. */
import { fileURLToPath } from 'node:url'
import { serve } from 'overwire/node'
import type { Served } from 'overwire/node'
import { app } from './app.ts'

// No inline script, no inline style, no string that becomes script: nothing of the board needs them. Lit makes its templates by a policy
// of its own.
const policy =
  "default-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'; trusted-types overwire lit-html"

export const served: Served = await serve(app, {
  static: fileURLToPath(new URL('./static', import.meta.url)),
  headers: { 'content-security-policy': policy },
})
