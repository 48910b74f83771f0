// The words of safety: backups, read-only, health, passphrase, recovery.
export const safety = {
  title: 'Safety and privacy',
  open: 'Safety and privacy…',
  readOnly: 'Read only.',
  readOnlyLead: 'Being written by {{who}}. What you see is the file as it was on {{time}}.',
  lookAgain: 'Look again',
  openToRead: 'Open to read',
  openToWrite: 'Open to write',
  holder: 'Arcwright on {{host}} (process {{pid}}, since {{time}})',
  holderUnknown: 'another program',
  holderStale:
    'Another program is using the file. The note beside it names process {{pid}}, which has ended, so it cannot say which.',
  lockedBy: 'It is being written by {{who}}.',
} as const
