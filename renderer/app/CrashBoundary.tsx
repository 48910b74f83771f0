// What is shown when the window breaks: what was kept, unsaved words to copy, and the way back.
import { Component, type ErrorInfo, type ReactNode } from 'react'
import { t } from '../locales/index.ts'
import { flushScenes, unsavedTexts } from '../manuscript/scene-sessions.ts'
import { Button } from '../ui/index.ts'

interface CrashState {
  readonly error: Error | null
  readonly unsaved: readonly string[]
}

export class CrashBoundary extends Component<{ readonly children: ReactNode }, CrashState> {
  override readonly state: CrashState = { error: null, unsaved: [] }

  static getDerivedStateFromError(error: Error): Partial<CrashState> {
    return { error }
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack)
    // The editors live outside of what broke: try once more to bring their text to disk.
    void flushScenes()
      .catch(() => false)
      .then(() => this.setState({ unsaved: unsavedTexts() }))
  }

  override render(): ReactNode {
    const { error, unsaved } = this.state
    if (!error) return this.props.children
    return (
      <main className="crash" role="alert">
        <h1>{t('app:crashTitle')}</h1>
        <p>{t('app:crashText')}</p>
        {unsaved.length > 0 && (
          <>
            <p>
              <strong>{t('app:crashUnsaved')}</strong>
            </p>
            <textarea
              className="input"
              readOnly
              rows={10}
              value={unsaved.join('\n\n')}
              aria-label={t('app:unsaved')}
            />
          </>
        )}
        <pre>{error.message}</pre>
        <Button look="primary" onPress={() => window.location.reload()}>
          {t('app:crashReload')}
        </Button>
      </main>
    )
  }
}
