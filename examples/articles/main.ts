import { fileURLToPath } from 'node:url'
import { serve } from 'overwire/node'
import { app } from './routes.ts'

await serve(app, {
  port: Number(process.env['PORT'] ?? 3000),
  static: fileURLToPath(new URL('./static', import.meta.url)),
})
