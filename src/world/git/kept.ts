/**
 * Variables of git that say how it is set up on this machine (a CI image may trust the work tree through them) or how
 * it reaches a remote. They stay; those that say which repository is meant (a hook sets them) do not.
 */
export const KEPT = /^GIT_(?:CONFIG_\w+|EXEC_PATH|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|ALTERNATE_OBJECT_DIRECTORIES|SSH\w*|SSL\w*|HTTP\w*|PROXY\w*|ASKPASS|TERMINAL_PROMPT)$|^SSH_ASKPASS$/i
