/** The application without a server around it, as tests visit it. */
import { createApp } from 'overwire'
import type { App } from 'overwire'
import { serveSharedFiles } from '../shared/shared-files.ts'
import { serveLibraries } from '../shared/vendor.ts'
import { document } from './document.ts'
import { BoardPage } from './pages/board-page.ts'

export const app: App = createApp({
  document,
  secret: process.env['SECRET'],
  hooks: { 'column-chart': '/hooks/column-chart.js' },
})

app.live('/', BoardPage)
await serveSharedFiles(app)
await serveLibraries(app, 'lit.js', 'uplot.js', 'uplot.css')
