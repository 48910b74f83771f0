// The commands of this feature.
export const workshopCommands = []
