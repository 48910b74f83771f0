// What the validator found: a click goes there, and where a repair is certain, a button does it.
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { edit, select, useDialogue } from './dialogue-store.ts'

export const IssueList = (): ReactElement => {
  const t = useText()
  const issues = useDialogue((state) => state.issues)
  if (issues.length === 0)
    return (
      <p className="dialogue-fine" data-testid="dialogue-fine">
        <CircleCheck aria-hidden /> {t('dialogue:fine')}
      </p>
    )
  return (
    <ul className="dialogue-issues" aria-label={t('dialogue:issues')}>
      {issues.map(({ code, severity, nodeId, part, detail, fix }, index) => (
        <li key={`${code} ${nodeId} ${part} ${index}`} data-severity={severity} data-testid="dialogue-issue">
          {severity === 'error' ? <CircleAlert aria-hidden /> : <TriangleAlert aria-hidden />}
          <span className="visually-hidden">{t(`dialogue:${severity}`)}: </span>
          {nodeId === null ? (
            <p>{t(`dialogue:issue_${code}`, { detail })}</p>
          ) : (
            <Button look="quiet" onPress={() => select(nodeId)}>
              {t(`dialogue:issue_${code}`, { detail })} <small>{nodeId}</small>
            </Button>
          )}
          {fix && (
            <Button onPress={() => void edit(...fix)} data-testid="issue-fix">
              {t('dialogue:fix')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
