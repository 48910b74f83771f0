// Ends a test run with one plain line, `N passed, N failed`, that any script can read; before it, what passed at a second try.
import type { Reporter, TestModule } from 'vitest/node'

export default class PlainReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0
    let failed = errors.length
    let skipped = 0
    const again: string[] = []
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed++
        else if (state === 'failed') failed++
        else skipped++
        if (test.diagnostic()?.flaky) again.push(`${module.relativeModuleId} > ${test.fullName}`)
      }
      if (module.state() === 'failed' && module.errors().length > 0) failed++
    }
    process.on('exit', () => {
      for (const name of again) console.log(`passed at a second try: ${name}`)
      console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
    })
  }
}
