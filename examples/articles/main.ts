/** Serves the application on `PORT`, or on 3000. */
import { fileURLToPath } from 'node:url'
import { serve } from 'overwire/node'
import { app } from './routes.ts'

await serve(app, { static: fileURLToPath(new URL('./static', import.meta.url)) })
