/** The application without a server around it, as tests visit it. */
import { createApp } from 'overwire'
import type { App } from 'overwire'
import { serveSharedFiles } from '../shared/shared-files.ts'
import { serveLibraries } from '../shared/vendor.ts'
import { document } from './document.ts'
import { NewOrderPage } from './pages/new-order-page.ts'
import { OrdersPage } from './pages/orders-page.ts'
import { newOrder, orders } from './routes.ts'

export const app: App = createApp({
  document,
  secret: process.env['SECRET'],
  hooks: { 'month-chart': '/hooks/month-chart.js' },
})

app.live(orders, OrdersPage)
app.live(newOrder, NewOrderPage)
await serveSharedFiles(app)
await serveLibraries(app, 'uplot.js', 'uplot.css')
