/** The application without a server around it, as tests visit it. */
import { createApp } from 'overwire'
import type { App } from 'overwire'
import { serveBaseStyle } from '../shared/base-style.ts'
import { document } from './document.ts'
import { OrdersPage } from './pages/orders-page.ts'
import { orders } from './routes.ts'

export const app: App = createApp({ document, secret: process.env['SECRET'] })

app.live(orders, OrdersPage)
await serveBaseStyle(app)
