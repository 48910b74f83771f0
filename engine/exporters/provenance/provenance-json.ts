// The provenance report for programs: all of it, as it is.
import type { ProvenanceFormat } from './provenance-format.ts'

export const provenanceJson: ProvenanceFormat = {
  id: 'json',
  title: 'JSON',
  extension: 'json',
  mime: 'application/json',
  run: (report) => new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`),
}
