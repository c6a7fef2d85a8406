/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Between cast.c, which knows virtual types and their ids, and table.c, which makes tables.
 */
#ifndef CFA_VIRTUAL_TYPE_H
#define CFA_VIRTUAL_TYPE_H

#include "Virtual/virtual.h"

/* The structure that the ids of a virtual type have; QT_ERROR after a report. */
QType virtual_id_type( QType of, Loc );
/* The name its object has by rule; the object visible, or NULL. */
Str * virtual_id_name( QType id );
Decl * virtual_id_object( QType id );

#endif
