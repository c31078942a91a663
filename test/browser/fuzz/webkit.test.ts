import { fuzzIn } from './fuzz-in.ts'

fuzzIn('webkit', 150)
