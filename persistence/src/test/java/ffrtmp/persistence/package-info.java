/** What the tests of this module share. */
package ffrtmp.persistence;
