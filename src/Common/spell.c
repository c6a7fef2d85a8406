/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Names that were probably meant: edit distance with exchanged neighbours counted as one mistake.
 */
#include "Common/common.h"

enum { LONGEST = 63 };

static unsigned least( unsigned a, unsigned b ) { return a < b ? a : b; }

/* Number of insertions, deletions, replacements and exchanges of neighbours that turn `a` into `b`. */
static unsigned distance( const Str * a, const Str * b ) {
	unsigned rows[3][LONGEST + 1];
	unsigned * before = rows[0], * last = rows[1], * row = rows[2];
	for ( unsigned j = 0; j <= b->len; j += 1 ) last[j] = j;
	for ( unsigned i = 1; i <= a->len; i += 1 ) {
		row[0] = i;
		for ( unsigned j = 1; j <= b->len; j += 1 ) {
			unsigned same = a->text[i - 1] == b->text[j - 1] ? 0 : 1;
			row[j] = least( least( last[j], row[j - 1] ) + 1, last[j - 1] + same );
			if ( i > 1 && j > 1 && a->text[i - 1] == b->text[j - 2] && a->text[i - 2] == b->text[j - 1] ) {
				row[j] = least( row[j], before[j - 2] + 1 );
			}
		}
		unsigned * free = before;
		before = last;
		last = row;
		row = free;
	}
	return last[b->len];
}

void speller_offer( Speller * speller, const Str * candidate ) {
	const Str * name = speller->name;
	if ( candidate == name || name->len > LONGEST || candidate->len > LONGEST ) return;
	unsigned longer = name->len > candidate->len ? name->len : candidate->len;
	unsigned shorter = name->len + candidate->len - longer;
	unsigned limit = speller->best ? speller->distance - 1 : longer / 3;
	if ( limit > longer / 3 ) limit = longer / 3;
	if ( limit == 0 || longer - shorter > limit ) return;
	unsigned d = distance( name, candidate );
	if ( d > limit ) return;
	speller->best = candidate;
	speller->distance = d;
}
