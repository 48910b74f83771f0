// The words of safety: backups, read-only, health, passphrase, recovery.
export const safety = {
  title: 'Safety and privacy',
  open: 'Safety and privacy…',
} as const
