// The system's libyaml: Debian's libyaml-dev.
#include <yaml.h>
