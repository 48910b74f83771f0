// Notices in the lower corner: spoken politely, errors at once; they leave by themselves unless they ask for an answer.
import { CircleCheck, Info, TriangleAlert, X } from 'lucide-react'
import { useEffect, type ReactElement } from 'react'
import { Button, IconButton } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { dismissNotice, useNotices, type Notice } from './notices-store.ts'

const ICONS = { error: TriangleAlert, warning: TriangleAlert, info: Info, success: CircleCheck } as const
/** Errors and warnings stay until they are dismissed, the others as long as it takes to read them. */
const SHOWN_MS = { info: 7000, success: 5000 } as const
const CHARACTER_MS = 50

const NoticeCard = ({ notice }: { readonly notice: Notice }): ReactElement => {
  const t = useText()
  const Icon = ICONS[notice.tone]
  useEffect(() => {
    if (notice.tone === 'error' || notice.tone === 'warning') return undefined
    const shownMs = SHOWN_MS[notice.tone] + CHARACTER_MS * notice.message.length
    const timer = setTimeout(() => dismissNotice(notice.id), shownMs)
    return () => clearTimeout(timer)
  }, [notice])
  return (
    <div className={`notice ${notice.tone}`} data-testid="notice" data-code={notice.code}>
      <Icon aria-hidden />
      <div className="notice-text">
        <p>{notice.message}</p>
        {notice.detail && notice.detail !== notice.message && <small>{notice.detail}</small>}
        {notice.said && (
          <details data-testid="notice-said">
            <summary>{t('app:engineSays')}</summary>
            <small lang="en">{notice.said}</small>
          </details>
        )}
        {notice.action && (
          <Button
            onPress={() => {
              notice.action?.run()
              dismissNotice(notice.id)
            }}
          >
            {notice.action.label}
          </Button>
        )}
      </div>
      <IconButton label={t('app:dismiss')} onPress={() => dismissNotice(notice.id)}>
        <X />
      </IconButton>
    </div>
  )
}

export const Notices = (): ReactElement => {
  const notices = useNotices((state) => state.notices)
  const of = (urgent: boolean): ReactElement[] =>
    notices
      .filter((notice) => (notice.tone === 'error') === urgent)
      .map((notice) => <NoticeCard key={notice.id} notice={notice} />)
  return (
    // Above dialogs too: heard, and pressed without closing what lies beneath.
    <div className="notices" data-react-aria-top-layer>
      <div role="status">{of(false)}</div>
      <div role="alert">{of(true)}</div>
    </div>
  )
}
