// `npm run bench [-- NAME … --data=DIR]`: runs the named benchmarks, or all; one JSON line a figure on standard output.
import { benches } from './registry.ts'

const names = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const data = process.argv.find((word) => word.startsWith('--data='))?.slice('--data='.length)
const unknown = names.filter((name) => !benches.some((bench) => bench.name === name))
if (unknown.length > 0) {
  console.error(
    `bench: no benchmark called ${unknown.join(', ')}; there are: ${benches.map(({ name }) => name).join(', ')}`,
  )
  process.exit(2)
}
for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
  console.error(`${bench.name}: ${bench.title}`)
  await bench.run((figure) => console.log(JSON.stringify(figure)), data)
}
process.exit(0)
