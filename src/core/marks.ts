/** What marks a file as a box's database in its header (SQLite's `application_id`): "Like" in ASCII. */
export const BOX_MARK = 0x4c69_6b65;

/** The same of a hub's: "LikH". */
export const HUB_MARK = 0x4c69_6b48;
