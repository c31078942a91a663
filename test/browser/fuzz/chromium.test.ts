import { fuzzIn } from './fuzz-in.ts'

fuzzIn('chromium', 500)
