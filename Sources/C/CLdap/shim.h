#pragma once
#include <ldap.h>
