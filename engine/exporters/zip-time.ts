// The time that every packed file of an export carries.

/** The same local time everywhere: zip stores no zone, and equal books must be equal bytes. */
export const ZIP_TIME = new Date(1980, 0, 1)
