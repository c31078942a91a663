/** All scenarios on the Node adapter, as an application would serve them. */
import { serve } from 'overwire/node'
import { createScenarioApp } from '../scenarios/app.ts'
import { TOPIC } from '../scenarios/broadcast.ts'
import { ISOLATION } from './isolation.ts'
import { answerParent } from './questions.ts'

const app = createScenarioApp()
const { port } = await serve(app, { host: '127.0.0.1', port: 0, signals: false, headers: ISOLATION })
let broadcasts = 0

answerParent(port, () => void app.publish(TOPIC, ++broadcasts))
