#pragma once
// The header wants to know the code unit's width before it declares anything.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
